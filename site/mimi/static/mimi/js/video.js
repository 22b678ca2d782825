// Turns the link to a film into a player when it is clicked; nothing is loaded before.

for (const film of document.querySelectorAll("[data-film]")) {
  const link = film.querySelector("[data-play]");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    const player = document.createElement("video");
    player.controls = true;
    player.autoplay = true;
    player.tabIndex = 0;
    const source = document.createElement("source");
    source.src = link.href;
    if (film.dataset.type) source.type = film.dataset.type;
    player.append(source);
    if (film.dataset.captions) {
      const track = document.createElement("track");
      track.kind = "captions";
      track.src = film.dataset.captions;
      track.srclang = film.dataset.language;
      track.label = film.dataset.captionsLabel;
      track.default = true;
      player.append(track);
    }
    link.closest(".film-stage").replaceChildren(player);
    player.focus();
  });
}
