"""What stands above the second and later pages of a paper."""

from isms_desktop.printing.document import Document, Heading


def running_head(document: Document) -> tuple[str, str]:
    """The title of the first page, its year included, for the left; number and day for the right."""
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    title = next(titles, document.office + document.title).replace("\n", "")
    notes = [f"編號：{document.number}"] if document.number else []
    notes += [f"製表日期：{document.made_on}"] if document.made_on else []
    return title, "　".join(notes)
