/** Why a document is not shown. Each has one page: the fact, then the remedy. */
export type Problem = 'LINK_INVALID' | 'LINK_EXPIRED' | 'NOT_READY' | 'TRY_AGAIN' | 'FAILED'

const problems: Record<Problem, { status: number; title: string; text: string }> = {
  LINK_INVALID: {
    status: 404,
    title: 'This link opens nothing',
    text: 'It is not complete, or not one of ours. Open your reservation and follow the link to the document there.',
  },
  LINK_EXPIRED: {
    status: 410,
    title: 'This link has expired',
    text: 'Links to documents work for a short time, because whoever has one can open it. Open your reservation: a fresh link is there.',
  },
  NOT_READY: {
    status: 404,
    title: 'This document is not there yet',
    text: 'A receipt is made within a minute of the payment. Try again in a moment.',
  },
  TRY_AGAIN: {
    status: 503,
    title: 'We cannot fetch this document now',
    text: 'A part of ours is not answering. Nothing is lost: try again in a minute.',
  },
  FAILED: {
    status: 500,
    title: 'This document could not be made',
    text: 'We have noted it and will look into it. Your reservation and your payment are not affected.',
  },
}

const mark =
  '<svg viewBox="0 0 28 32" width="35" height="40" aria-hidden="true"><path d="M0 32V14a14 14 0 0 1 28 0V32z" fill="#1f7d6c"/><circle cx="18.4" cy="13.2" r="4.6" fill="#f4af46"/><path d="M0 32V25.4C5 20.6 9.6 20.2 14.4 23.4S23.6 26.2 28 22.6V32z" fill="#8fd0bf"/></svg>'

const style = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:light-dark(#f5f8f7,#0d1615);color:light-dark(#11211f,#ebf2f0);font:400 16px/1.55 Commissioner,ui-sans-serif,system-ui,"Segoe UI","Noto Sans",sans-serif}
main{max-width:30rem;padding:40px 32px;margin:16px;background:light-dark(#fff,#14201e);border:1px solid light-dark(#d3dcda,#2b3a38);border-radius:16px}
h1{margin:20px 0 8px;font-size:26px;line-height:1.2;font-weight:650;letter-spacing:-.018em;text-wrap:balance}
p{margin:0 0 24px;color:light-dark(#40514f,#b4c1be)}
a{display:inline-block;padding:13px 22px;border-radius:10px;background:light-dark(#005b4d,#71d3be);color:light-dark(#fff,#051c19);font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid light-dark(#2d5bd7,#86b4ff);outline-offset:2px}`

/** A page of its own: it needs no other file and shows nothing that came with the request. */
export function problemPage(problem: Problem) {
  const { status, title, text } = problems[problem]
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · Staygraph</title><style>${style}</style></head><body><main>${mark}<h1>${title}</h1><p>${text}</p><a href="/trips">My trips</a></main></body></html>`
  return { status, page }
}
