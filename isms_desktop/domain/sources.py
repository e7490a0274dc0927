"""Where a rule stands, as it is shown: what nobody held against the official text says so."""

UNVERIFIED = "（未經官方核對）"


def cited(source: str, verified: bool) -> str:
    """A source as it is shown; one that is not ``verified`` must not pass for official."""
    return source if verified else f"{source}{UNVERIFIED}"
