// Small helps; every page works without them. Copy buttons, and times in the reader's own zone.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const id = button.dataset.copies;
    await navigator.clipboard.writeText(document.getElementById(id).value);
    document.querySelector(`[data-copied="${id}"]`).textContent = "Copied.";
  });
}
const clock = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});
for (const time of document.querySelectorAll("time")) {
  time.title = time.textContent;
  time.textContent = clock.format(new Date(time.dateTime));
}
