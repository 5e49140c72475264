"""Spreadsheets: what people upload is read as values, what they download is written.

Both ends know cells and nothing of what they mean. `reading.read` tells the kind of a
file by its content, refuses what could harm, and has the rest read by a process of its
own (`extract.py`); `writing.write` makes an xlsx in which a text stays a text.
"""
