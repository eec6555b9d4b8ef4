// Keeps the dashboard up to date: the server sends a row anew when its part changes, and the log line by line.
const panel = document.querySelector('.log')
const list = document.getElementById('lines')
const keptLines = 400
let events

const atEnd = () => panel.scrollHeight - panel.scrollTop - panel.clientHeight < 40
const toEnd = () => (panel.scrollTop = panel.scrollHeight)

function follow(name) {
  events?.close()
  events = new EventSource(`/events?log=${encodeURIComponent(name)}`)
  events.addEventListener('part', ({ data }) => {
    const { name: changed, html, summary } = JSON.parse(data)
    const before = document.getElementById(`part-${changed}`)
    const focused = before?.contains(document.activeElement) ? document.activeElement.tagName : ''
    if (before) before.outerHTML = html
    const after = document.getElementById(`part-${changed}`)
    after?.toggleAttribute('data-selected', document.getElementById('log-of').textContent === changed)
    if (focused) after?.querySelector(focused)?.focus()
    document.getElementById('summary').textContent = summary
  })
  events.addEventListener('lines', ({ data }) => {
    const stay = !atEnd()
    list.insertAdjacentHTML('beforeend', JSON.parse(data).join(''))
    while (list.childElementCount > keptLines) list.firstElementChild.remove()
    if (!stay) toEnd()
  })
  // After a lost connection the server sends the newest lines again.
  events.addEventListener('log', ({ data }) => {
    const { of, lines } = JSON.parse(data)
    document.getElementById('log-of').textContent = of
    for (const part of document.querySelectorAll('.part'))
      part.toggleAttribute('data-selected', part.id === `part-${of}`)
    list.innerHTML = lines.join('')
    toEnd()
  })
  events.onerror = () => (document.getElementById('summary').textContent = 'Staygraph does not run any more.')
}

document.addEventListener('submit', (event) => {
  event.preventDefault()
  event.target.querySelector('button').disabled = true
  void fetch(event.target.action, { method: 'POST' })
})

document.addEventListener('click', (event) => {
  const link = event.target.closest('.part h3 a')
  if (!link || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  history.replaceState(null, '', link.href)
  follow(new URL(link.href).searchParams.get('log'))
})

const units = [
  [86_400, 'd', 3_600, 'h', 24],
  [3_600, 'h', 60, 'min', 60],
  [60, 'min', 1, 's', 60],
]
setInterval(() => {
  for (const time of document.querySelectorAll('time[data-since]')) {
    const seconds = Math.max(0, Math.floor((Date.now() - Number(time.dataset.since)) / 1_000))
    const unit = units.find(([size]) => seconds >= size)
    if (!unit) time.textContent = `${seconds} s`
    else {
      const [size, word, small, smallWord, wrap] = unit
      time.textContent = `${Math.floor(seconds / size)} ${word} ${Math.floor(seconds / small) % wrap} ${smallWord}`
    }
  }
}, 1_000)

toEnd()
follow(document.getElementById('log-of').textContent)
