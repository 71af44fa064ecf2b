"""What a WSGI server loads: `granian --interface wsgi wsgi:app`, or `flask --app wsgi ...` for the commands."""

import sys

from lms import create_app
from lms.kernel.config import UnsafeSettings, WrongSettings

try:
    app = create_app()
except UnsafeSettings as error:
    sys.exit(f"Deze instellingen zijn niet veilig:\n{error}")
except WrongSettings as error:
    sys.exit(f"Deze instellingen kloppen niet:\n{error}")
