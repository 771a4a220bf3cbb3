"""Recognises files that are no text by their first bytes, so that a refusal can say what they are."""

from __future__ import annotations

import io
import zipfile

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"ID3\x03", "media"),
    (b"ID3\x04", "media"),
    (b"OggS\x00", "media"),
    (b"fLaC\x00", "media"),
)
_ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: What the list of content types of an Office file calls its main part, and the kind.
_CONTENT_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroEnabled.main", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main", "docx"),
    (b"sheet.binary.macroEnabled.main", "xlsb"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main", "xlsx"),
    (b"presentationml", "pptx"),
)
#: Where in a zip file the first member that tells its kind stands.
_ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
    ("META-INF/container.xml", "epub"),
)


def binary_kind(data: bytes) -> str:
    """What a file that is no text is: a key of `Words.binaries`, "" for anything not recognised."""
    if data.startswith(_ZIP_HEADS):
        return _zip_kind(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "media"
    # "BM" alone also begins ordinary English; the reserved zeros and the header size settle it.
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and data[14:18] in {b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"}:
        return "image"
    # Some makers put a few bytes of their own in front of the PDF mark; readers accept it within the first 1024.
    if b"%PDF-" in data[:1024] and b"\0" not in data[:1024] and b"obj" in data[:4096]:
        return "pdf"
    return _text_kind(data)


def _text_kind(data: bytes) -> str:
    """Office files that are one file of XML, and saved pages with their mail headers; "" for all other text."""
    head = data[:4096]
    if b"<?xml" in head[:200]:
        if b"http://schemas.microsoft.com/office/2006/xmlPackage" in head:
            return "docx" if b'"Word.Document"' in head or b"wordprocessingml.document.main" in data[:20_000] else "xml"
        if b"http://schemas.microsoft.com/office/word/2003/wordml" in head:
            return "word-xml"
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head.lower():
            return "excel-xml"
    if b"mime-version:" in head.lower():
        from revtrack.ingest.page.mhtml import is_mhtml

        return "mhtml" if is_mhtml(data) else ""
    return ""


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
                if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                    return "ods"
                if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
                    return "odf"
                if mimetype.startswith(b"application/vnd.oasis.opendocument"):
                    return "odp"
            if "[Content_Types].xml" in names and archive.getinfo("[Content_Types].xml").file_size < 2_000_000:
                types = archive.read("[Content_Types].xml")
                for said, kind in _CONTENT_TYPES:
                    if said in types:
                        return kind
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "zip"
    for prefix, kind in _ZIP_MEMBERS:
        if any(name.replace("\\", "/").lower().startswith(prefix.lower()) for name in names):
            return kind
    return "zip"
