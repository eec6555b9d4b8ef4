import type { ReactNode } from 'react'

/** One of the numbered parts of the checkout. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className="card px-4.5 py-5.5 md:px-7.5 md:py-7">
      <h2 className="flex items-baseline gap-3.5">
        <span className="text-brand-ink" aria-hidden="true">
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  )
}
