// Long runs of unchanged clauses come when they are opened.
"use strict";
{
  const coming = new Map();
  window.loadFold = (fold) => {
    if (!fold.dataset.load) return Promise.resolve();
    if (!coming.has(fold)) {
      const rows = fetch(fold.dataset.load)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
        .then((text) => {
          const page = new DOMParser().parseFromString(text, "text/html");
          fold.querySelector(".loading").replaceWith(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
          delete fold.dataset.load;
        })
        .catch(() => coming.delete(fold)); // the link to the whole text stays
      coming.set(fold, rows);
    }
    return coming.get(fold);
  };
}
