"""Forms for people: reports and tables as HTML, Word, Excel, PDF, Markdown, CSV and Akoma Ntoso."""
