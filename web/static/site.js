// Pages work without this: it adds drag and drop with progress, and keeps a waiting page from flashing.
const zone = document.querySelector("[data-drop]");
if (zone && "DataTransfer" in window) {
  const input = zone.querySelector("input[type=file]");
  const bar = zone.querySelector("progress");
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      zone.requestSubmit();
    }
  });
  zone.addEventListener("submit", (event) => {
    event.preventDefault();
    const sending = new XMLHttpRequest();
    bar.hidden = false;
    sending.upload.addEventListener("progress", (told) => {
      if (told.lengthComputable) bar.value = (100 * told.loaded) / told.total;
    });
    sending.addEventListener("load", () => {
      const here = new URL(sending.responseURL, location.href);
      if (sending.status < 400 && here.origin === location.origin) {
        location.assign(here.href);
        return;
      }
      // The page that says what was wrong.
      const page = new DOMParser().parseFromString(sending.responseText, "text/html");
      const main = page.querySelector("main");
      if (main) document.querySelector("main").replaceWith(document.adoptNode(main));
    });
    sending.addEventListener("error", () => zone.submit());
    sending.open("POST", zone.action);
    sending.send(new FormData(zone));
  });
}

// A menu closes when the reader goes elsewhere, and by Escape.
for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// On a phone the matrix shows one lower text at a time.
const chooser = document.querySelector("[data-only-column]");
if (chooser) {
  document.documentElement.classList.add("scripted");
  const table = document.querySelector(".matrix");
  const choose = () => {
    const at = Number(chooser.value) + 1; // behind the clause and whom it addresses
    table.classList.add("one");
    for (const row of table.rows) [...row.cells].forEach((cell, place) => cell.classList.toggle("chosen", place === at));
  };
  chooser.addEventListener("change", choose);
  choose();
}

// The page of jobs follows them as they go on; where no stream of events comes, it looks again by itself.
const goesOn = () => document.querySelector("[data-goes-on]");
if (goesOn()) {
  let looking = false;
  let again = false;
  const look = async () => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      const answer = await fetch(location.href).catch(() => null);
      if (!answer || !answer.ok || answer.redirected) break;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const held = document.activeElement?.form?.elements.job?.value;
      document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
      const there = held && document.querySelector(`input[name=job][value="${CSS.escape(held)}"]`);
      if (there) there.form.querySelector("button").focus(); // whoever works by keyboard stays where she was
    } while (again);
    looking = false;
    if (!goesOn()) stop();
  };
  let timer = 0;
  const byTime = () => {
    timer ||= setInterval(look, 3000);
  };
  const stream = "EventSource" in window ? new EventSource("events") : null;
  const patience = setTimeout(byTime, 5000);
  const stop = () => {
    clearTimeout(patience);
    clearInterval(timer);
    stream?.close();
  };
  stream?.addEventListener("hello", () => {
    clearTimeout(patience);
    clearInterval(timer);
    timer = 0;
    look(); // what happened before the stream began
  });
  stream?.addEventListener("jobs", look);
  stream?.addEventListener("error", byTime);
}
