"""The PDF writer: pages drawn through ReportLab."""
