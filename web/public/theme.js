// Before the first paint, so that a chosen theme never flashes the other one. The system decides when none is chosen.
;(() => {
  const chosen = localStorage.getItem('staygraph:theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
})()
