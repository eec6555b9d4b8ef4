import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { Seal } from '../offer/seal.tsx'
import { Photo } from '../ui/photo.tsx'
import type { ShownOffer } from './offer-token.ts'

/** The still card between the bank and the confirmation: the hotel, the seal, one sentence. */
export function WaitingCard({
  offer,
  title,
  children,
}: {
  offer: ShownOffer | null
  title: string
  children: ReactNode
}) {
  return (
    <div className="wrap grid justify-center pt-4 md:pt-10">
      <section className="card w-full max-w-[520px] overflow-hidden text-center">
        {offer && (
          <div className="picture h-44 bg-sunken md:h-56">
            <Photo src={`/pictures/${offer.hotel.id}/facade.svg`} alt="" width="600" height="400" />
          </div>
        )}
        <div className="grid justify-items-center px-6 pt-7 pb-8 md:px-10">
          {offer && <Seal signature={offer.token} size={88} />}
          <h1 className="mt-5 text-26">{title}</h1>
          {children}
        </div>
      </section>
    </div>
  )
}

/** This tab does not know the booking: it was begun in another one, or long ago. */
export function LostCheckout({ children }: { children?: ReactNode }) {
  return (
    <WaitingCard offer={null} title={t('This page belongs to another tab')}>
      <p className="mt-2 text-ink-2">
        {t(
          'The booking was begun elsewhere. If you paid, its confirmation is on the way to your email; with its reference and your surname you find it here.',
        )}
      </p>
      <div className="mt-6 flex flex-wrap justify-center gap-2.5">{children}</div>
    </WaitingCard>
  )
}
