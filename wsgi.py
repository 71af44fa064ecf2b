"""What a WSGI server loads: `granian --interface wsgi wsgi:app`, or `flask --app wsgi ...` for the commands."""

from lms import create_app

app = create_app()
