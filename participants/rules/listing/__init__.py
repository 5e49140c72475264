"""What a prison's list says: pure rules over the rows of a spreadsheet.

Nobody is lost on the way: a row is a person, or a problem with a sentence, or one of those
that say nothing of a person, whose numbers are kept. What the law forbids to store is never
read (UU 27/2022): offence, verdict, religion, mother's and children's names.
"""
