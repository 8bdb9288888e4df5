"""Drawn grids, of HTML and of Markdown: rows of cells in, tables in shared columns and running text out.

`cells` joins marks to their figures and tells tables of figures from drawings, by the `forms` of text;
`columns` finds the columns that the rows share, `rows` puts each row into them, `tables` makes tables.
"""
