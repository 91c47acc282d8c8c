/** The demo page's own script: opens the chat with a question, and asks before it tells anything. */
const CONSENT = "demo:consent";
const box = document.querySelector("#consent");

// Calls made before the loader has arrived wait in its queue.
window.kizashi ??= (...call) => (window.kizashi.q ??= []).push(call);

function agree(consent) {
  box.checked = consent;
  window.kizashi("update", { consent });
}

for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => {
    const { ask, item } = button.dataset;
    if (item) window.kizashi("track", "ask", { item });
    window.kizashi("open", ask ? { text: ask } : {});
  });
}

box.addEventListener("change", () => {
  localStorage.setItem(CONSENT, box.checked ? "yes" : "no");
  agree(box.checked);
});
if (localStorage.getItem(CONSENT) === "yes") agree(true);
