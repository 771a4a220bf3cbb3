from typing import BinaryIO

from openpyxl.worksheet.worksheet import Worksheet

class Workbook:
    worksheets: list[Worksheet]

def load_workbook(
    filename: BinaryIO,
    read_only: bool = False,
    keep_vba: bool = False,
    data_only: bool = False,
    keep_links: bool = True,
) -> Workbook: ...
