// What HTML cannot say by itself: dialogs that arrive by HTMX, menus for the keyboard, one submit per form.
"use strict";

const menuOf = (target) => target instanceof Element && target.closest(".menu");

function showMenu(menu, open) {
  menu.classList.toggle("shut", !open);
  menu.querySelector("[aria-expanded]").setAttribute("aria-expanded", String(open));
}

function showDialogs(root) {
  for (const dialog of root.querySelectorAll("dialog:not([open])")) {
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }
}

// A menu opens by hover and by focus through CSS; this keeps aria-expanded true to it.
for (const [event, open] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  document.addEventListener(event, ({ target, relatedTarget }) => {
    const menu = menuOf(target);
    if (menu && menu !== menuOf(relatedTarget) && (open || !menu.matches(":focus-within, :hover"))) showMenu(menu, open);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".menu:is(:hover, :focus-within):not(.shut)");
  if (!menu) return;
  if (menu.contains(document.activeElement)) menu.querySelector("[aria-expanded]").focus();
  showMenu(menu, false);
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest(".menu > [aria-expanded]");
  if (button && button.parentElement.classList.contains("shut")) showMenu(button.parentElement, true);
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  event.target.closest("[data-dismiss]")?.parentElement.remove();
  const closer = event.target.closest("[data-close]");
  if (closer?.closest("dialog")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

// A second click while the first is on its way sends nothing; the server would take it as the same request anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.ariaBusy === "true") event.preventDefault();
  form.ariaBusy = "true";
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.querySelectorAll("form[aria-busy]")) form.ariaBusy = "false";
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  showDialogs(document);
  if (detail.target.id === "main" && document.activeElement === document.body) document.getElementById("main").focus();
});

// What a part could not say, the whole page can: follow the link itself.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    const link = detail.elt.closest("a[href]");
    if (link) window.location.assign(link.href);
  });
}
