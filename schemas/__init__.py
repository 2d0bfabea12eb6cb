"""What comes in and what goes out: one marshmallow schema a thing, and nothing leaves or enters without fitting it."""
