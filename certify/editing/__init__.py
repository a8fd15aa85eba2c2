"""What an editor asks about a text, as functions of the text and an offset in it; they answer for every text."""
