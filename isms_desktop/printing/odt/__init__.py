"""The ODT writer: papers that an office can edit and hand in (ODF-CNS15251)."""
