"""The words of the pages as one thing: plain labels, and sentences made of what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class WebWords:
    """The pages in one language. Templates are filled with `format`."""

    lang: Lang
    # --- the frame
    main_navigation: str
    home: str
    documents: str
    compare: str
    trace: str
    watch: str
    inbox: str
    more: str
    onward: str
    inbox_waits: str
    search: str
    search_words: str
    search_hint: str
    feed_documents: str
    calendar: str
    jobs: str
    help: str
    undo: str
    undo_all: str
    go_back: str
    pages: str
    page_of: str
    previous_page: str
    next_page: str
    any: str
    # --- home
    empty_title: str
    empty_lead: str
    way_upload: str
    way_upload_text: str
    way_folder: str
    way_folder_text: str
    folder_word: str
    way_sample: str
    way_sample_text: str
    load_sample: str
    search_label: str
    until: str
    day_left: str
    days_left_many: str
    last_day: str
    waiting: str
    none_waiting: str
    join: str
    keep_apart: str
    compare_first: str
    likely: Mapping[str, str]
    brackets: tuple[str, str]
    # --- documents and uploads
    title_words: str
    since_year: str
    until_year: str
    versions_count: str
    upload_title: str
    uploads_waiting: str
    uploads_none: str
    uploads_kept: str
    files_count: str
    choose_files: str
    upload_hint: str
    upload: str
    sending: str
    working: str
    working_hint: str
    reading_files: str
    storing_files: str
    comparing: str
    stop_comparing: str
    comparing_stopped: str
    confirm_title: str
    confirm_lead: str
    no_documents: str
    found_in_file: str
    clauses_count: str
    known_already: str
    show_it: str
    first_words: str
    for_all: str
    as_read: str
    account: str
    account_left: str
    look_first: str
    inferred: str
    put_right: str
    recognised: str
    recognised_lead: str
    recognised_page: str
    versions_of: str
    own_documents: str
    store: str
    discard: str
    stored_title: str
    # --- one document
    not_current: str
    show_current: str
    text: str
    metadata: str
    forces: Mapping[str, str]
    citations: str
    history: str
    compare_with: str
    no_day: str
    received: str
    compare_versions: str
    download_original: str
    brought_by: str
    brought_by_watch: str
    field: str
    value: str
    correct_metadata: str
    correct_hint: str
    your_name: str
    reviewing_as: str
    name_first: str
    save: str
    withdraw_reason: str
    withdraw: str
    takes_up: str
    taken_up_by: str
    cites: str
    cites_nothing: str
    cited_by: str
    cited_by_nobody: str
    more_citing: str
    all_related: str
    check_decision: str
    lineage: str
    lacking: str
    where_cited: str
    relations: Mapping[str, str]
    # --- comparing
    choose_title: str
    choose_lead: str
    task_hints: Mapping[str, str]
    likely_pairs: str
    export: str
    minimap: str
    # --- reviewing
    review: str
    back_to_comparison: str
    settled_of: str
    waiting_one: str
    waiting_many: str
    look: str
    note: str
    verdict_buttons: Mapping[str, str]
    link_buttons: Mapping[str, str]
    correct_change_hint: str
    unchanged_field: str
    sentence_links: str
    links_hint: str
    # --- searching
    search_in: str
    sort: str
    sorts: Mapping[str, str]
    current_only: str
    also_there: str
    clauses: str
    duties: str
    polarity: str
    strength: str
    strengths: tuple[str, ...]
    deadline_after: str
    deadline_before: str
    read_duties: str
    # --- what was done, and what went wrong
    done: Mapping[str, str]
    sample_loaded: str
    serving: str
    faults: Mapping[int, tuple[str, str]]

    def days_left(self, left: int) -> str:
        """How long a draft is still open: 0 is the last day."""
        if left == 0:
            return self.last_day
        return (self.day_left if left == 1 else self.days_left_many).format(days=left)

    def reviews_waiting(self, count: int) -> str:
        """That reviews no longer fit as they were made."""
        return (self.waiting_one if count == 1 else self.waiting_many).format(count=count)
