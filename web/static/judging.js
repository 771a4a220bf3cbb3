// Picking words: a chosen sentence fills its quote and proposes its counterpart; words marked in a comparison can be added.
"use strict";
{
  const picks = [...document.querySelectorAll("[data-pick]")];
  const quote = (side) => document.getElementById(`quote-${side}`);
  const words = (pick) => pick.selectedOptions[0].dataset.words || "";
  const filled = { old: "", new: "" };
  const fill = (pick) => {
    const field = quote(pick.dataset.pick);
    // What the reader wrote herself stays.
    if (field.value && field.value !== filled[pick.dataset.pick]) return;
    field.value = filled[pick.dataset.pick] = words(pick);
  };
  for (const pick of picks) {
    pick.addEventListener("change", () => {
      const other = picks.find((one) => one !== pick);
      const partner = pick.selectedOptions[0].dataset.partner;
      fill(pick);
      if (partner && !other.value) {
        other.value = partner;
        fill(other);
      }
    });
    if (pick.value && !quote(pick.dataset.pick).value) fill(pick);
  }

  const offer = document.querySelector("[data-add]");
  if (offer) {
    const side = (node) => {
      const element = node && (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
      const cell = element && element.closest("#text .side, #text .both");
      return cell ? (cell.classList.contains("old") ? "old" : "new") : "";
    };
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      const said = chosen.isCollapsed ? "" : String(chosen).trim();
      const where = said && side(chosen.anchorNode) === side(chosen.focusNode) ? side(chosen.anchorNode) : "";
      offer.hidden = !where || said.length > 1000;
      if (offer.hidden) return;
      const address = new URL(offer.href);
      address.searchParams.delete("quote-old");
      address.searchParams.delete("quote-new");
      address.searchParams.set(`quote-${where}`, said);
      offer.href = address;
    });
  }
}
