"""Find a case: by its kinds (facets) and by any form of a word that a student may read in it.

`index` writes what is searched whenever a version comes in; `catalogue` counts the facets; `words` finds the words;
`search` puts both together for a page.
"""
