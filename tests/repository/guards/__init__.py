"""The rules of this repository, one small function each.

A guard takes the root of a repository and returns what breaks the rule, each finding a
sentence that starts with the place and says what to do. The tests beside this folder
run every guard twice: on this repository, and on a planted offence it has to find.
"""
