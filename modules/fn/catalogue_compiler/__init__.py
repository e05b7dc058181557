"""Compiles the catalogue of vetted functions; the command is scripts/generate-catalogue.

entries   reads and checks the catalogue, with shapes, what parameters and results look like
lexicon   reads the lexicon, and knows which of its senses are nouns
words     how English words are spelt in their forms, and phrases in their wordings
senses    which senses say no more than what kind of data a function takes
compiler  numbers words, senses and phrases and lays the tables out
tables    writes the tables as C++, with cpp_text for literals and packing for words and sources
tests     writes the functions' tests as JSON
"""
