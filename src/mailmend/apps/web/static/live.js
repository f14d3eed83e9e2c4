// When the run is over, the page is loaded again: the server then gives the answer.
const live = document.getElementById("live");
live.addEventListener("end", () => window.location.reload());
