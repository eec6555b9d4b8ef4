// Brings new mail into the list without a reload. Everything else on the pages works without script.
const list = document.getElementById('list')
const search = new URLSearchParams(location.search)

async function refresh() {
  if (document.hidden || !list) return
  const query = search.get('q')
  const path = query ? `/api/v1/search?limit=1&query=${encodeURIComponent(query)}` : '/api/v1/messages?limit=1'
  const { messages, messages_count: count } = await (await fetch(path)).json()
  if ((messages[0]?.ID ?? '') === list.dataset.newest && String(count) === list.dataset.count) return
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
  const fresh = page.getElementById('list')
  if (!fresh) return
  list.replaceChildren(...fresh.childNodes)
  list.dataset.newest = fresh.dataset.newest
  list.dataset.count = fresh.dataset.count
  document.title = page.title
}

// A mailbox that is being restarted is asked again at the next beat.
setInterval(() => refresh().catch(() => undefined), 2500)
