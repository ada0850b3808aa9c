"""What few pages need is not loaded with a web worker, which stays small so (target M1)."""

import subprocess
import sys

# Only for spreadsheets, working days, and the worker's documents.
RARE = ["holidays", "xlsxwriter", "openpyxl", "weasyprint", "docx", "python_calamine"]


def test_a_web_worker_starts_without_what_few_pages_need():
    code = (
        "import sys, coprod_portal.wsgi; from django.urls import get_resolver;"
        "get_resolver().url_patterns; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    names = loaded.stdout.decode().split()
    assert "django" in names
    assert [name for name in RARE if name in names] == []
