// A live page: puts in place what the board sends, counts down the clock, says when the connection is lost.
"use strict";
(() => {
  const page = document.body.dataset;
  const connection = document.getElementById("connection");
  let ahead = Number(page.now) - Date.now() / 1000;  // the board's clock counts, not this machine's

  const put = ([id, html, before]) => {
    const old = document.getElementById(id);
    if (!html) return old && old.remove();
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const focused = old && old.contains(document.activeElement) ? document.activeElement.id : "";
    if (old) old.replaceWith(made.content);
    else {
      const after = before && document.getElementById(before);
      if (after && after.tagName === "TR") after.after(made.content);
      else document.getElementById("people")?.prepend(made.content);
    }
    if (focused) document.getElementById(focused)?.focus();
  };

  const tick = () => {
    for (const shown of document.querySelectorAll("[data-ends]")) {
      const left = Math.round(Number(shown.dataset.ends) - Date.now() / 1000 - ahead);
      const whole = Math.abs(left);
      const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
      shown.textContent = left < 0 ? `${text} over` : `${text} left`;
      shown.classList.toggle("over", left < 0);
    }
  };
  tick();
  setInterval(tick, 1000);

  const again = () => setTimeout(() => location.reload(), 500 + Math.random() * 1500);
  if (!window.EventSource) return void setTimeout(() => location.reload(), 10000);
  const connect = () => {
    const source = new EventSource(`${page.live}?since=${encodeURIComponent(page.at)}`);
    source.onopen = () => { connection.hidden = true; };
    source.onmessage = (message) => {
      const sent = JSON.parse(message.data);
      ahead = sent.now - Date.now() / 1000;
      sent.pieces.forEach(put);
      tick();
    };
    source.addEventListener("again", () => { source.close(); again(); });
    source.onerror = () => {
      connection.hidden = false;
      if (source.readyState !== EventSource.CLOSED) return;  // it tries again by itself
      fetch("/live.js").then(again, () => setTimeout(connect, 3000));
    };
  };
  connect();
})();
