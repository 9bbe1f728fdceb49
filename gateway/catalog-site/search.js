// The search box: the index is loaded when the box is first used. No part of it needs a server.
(() => {
  const box = document.getElementById("search");
  const list = document.getElementById("found");
  const up = document.body.dataset.up ?? "";
  const MOST = 30;
  let loading;

  const open = () => {
    const { hash } = location;
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", open);
  open();

  const load = () => {
    loading ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${up}search-index.js`;
      script.onload = () => resolve();
      document.head.append(script);
    });
    return loading;
  };

  const rank = ([zh, en, code], words) => {
    let total = 0;
    for (const word of words) {
      const id = code.toLowerCase();
      if (id === word || zh === word) total += 8;
      else if (id.startsWith(word) || zh.startsWith(word)) total += 4;
      else if (zh.toLowerCase().includes(word) || id.includes(word)) total += 2;
      else if (en.toLowerCase().includes(word)) total += 1;
      else return 0;
    }
    return total;
  };

  const show = async () => {
    await load();
    const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const found = (words.length === 0 ? [] : window.XINQIAO_INDEX)
      .map((entry, at) => ({ entry, at, rank: rank(entry, words) }))
      .filter((one) => one.rank > 0)
      .sort((a, b) => b.rank - a.rank || a.at - b.at)
      .slice(0, MOST);
    list.replaceChildren(
      ...found.map(({ entry: [zh, en, code, kind, to] }) => {
        const row = document.createElement("li");
        const link = document.createElement("a");
        link.href = up + to;
        for (const [name, text] of [["kind", kind], ["", zh], ["id", code], ["en", en]]) {
          const part = document.createElement("span");
          part.className = name;
          part.textContent = text;
          link.append(part, " ");
        }
        row.append(link);
        return row;
      }),
    );
    if (found.length === 0 && words.length > 0) {
      const row = document.createElement("li");
      row.className = "nothing";
      row.textContent = "没有找到 Nothing found";
      list.append(row);
    }
    list.hidden = words.length === 0;
  };

  box.addEventListener("focus", load);
  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "Enter") list.querySelector("a")?.click();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      list.querySelector("a")?.focus();
    }
  });
  list.addEventListener("keydown", (event) => {
    const row = document.activeElement?.closest("li");
    if (event.key === "ArrowDown") row?.nextElementSibling?.querySelector("a")?.focus();
    else if (event.key === "ArrowUp") (row?.previousElementSibling?.querySelector("a") ?? box).focus();
    else if (event.key === "Escape") box.focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!list.contains(event.target) && event.target !== box) list.hidden = true;
  });
})();
