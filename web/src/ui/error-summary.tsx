import { useEffect, useRef } from 'react'

import { Icon } from './icon.tsx'

type Problem = {
  /** The id of the field it is about. */
  field: string
  message: string
}

/** All that is wrong in a form, above it. It takes the focus when it appears, and leads to each field. */
export function ErrorSummary({ title, problems }: { title: string; problems: readonly Problem[] }) {
  const self = useRef<HTMLElement>(null)
  useEffect(() => self.current?.focus(), [problems])
  return (
    <section ref={self} tabIndex={-1} role="alert" className="tone-danger flex gap-3 rounded-control p-4 text-14">
      <Icon name="info" />
      <div>
        <p className="font-[600]">{title}</p>
        <ul className="mt-1 grid gap-0.5">
          {problems.map(({ field, message }) => (
            <li key={field}>
              <a
                href={`#${field}`}
                className="inline-block py-0.5 underline underline-offset-3"
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(field)?.focus()
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
