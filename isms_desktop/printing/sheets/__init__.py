"""Papers as spreadsheets: ``layout`` turns a document into a grid of cells, ``xlsx`` and ``ods`` write that grid.

The two writers know no block and no record; what a paper looks like as a spreadsheet is decided once, in the layout.
"""
