// What is being done is read out once for each step, not the whole drawing with it. When the run is
// over, the page is loaded again: the server then gives the answer.
const live = document.getElementById("live");
const said = document.getElementById("said");
new MutationObserver(() => {
  const words = live.querySelector(".doing")?.textContent.trim() ?? "";
  if (said.textContent !== words) said.textContent = words;
}).observe(live, { childList: true, subtree: true });
live.addEventListener("end", () => window.location.reload());
