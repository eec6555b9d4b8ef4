import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useMemo, useState } from 'react'

import { accessToken, useSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { minus } from '../language/money.ts'
import { TermsBar } from '../offer/terms-bar.tsx'
import { useTitle } from '../shell/title.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Panel } from '../ui/panel.tsx'
import { openCardPage } from './card-page.ts'
import { CheckoutSlip } from './checkout-slip.tsx'
import { type Checkout, checkoutOf, type CheckoutRefusal, newCheckout, press } from './checkout-store.ts'
import { check, fieldOf, GUEST_FIELDS, type GuestEntries, type GuestField } from './guest-entries.ts'
import { HoldAnnouncement, useHold } from './hold.tsx'
import { readOffer, type ShownOffer } from './offer-token.ts'
import { PayStep } from './pay-step.tsx'
import { NotOurs, RefusalPanel } from './refusal-panel.tsx'
import { Step } from './step.tsx'
import { idOf, WhoStep } from './who-step.tsx'

const FORM = 'checkout'

/** The offer named in the address, checked and paid on one page. */
export function CheckoutPage() {
  useTitle(t('Check and pay'))
  const { offer: token } = getRouteApi('/book').useSearch()
  const offer = useMemo(() => readOffer(token), [token])
  if (!offer) {
    return (
      <div className="wrap max-w-3xl">
        <h1 className="mb-5">{t('Check and pay')}</h1>
        <NotOurs offer={null} />
      </div>
    )
  }
  return <Found key={offer.id} offer={offer} />
}

function Found({ offer: signed }: { offer: ShownOffer }) {
  const store = checkoutOf(signed.id)
  const checkout = store.use() ?? newCheckout(signed.token)
  const { waiting } = checkout
  const offer = waiting
    ? { ...signed, madeAt: waiting.shownAt, expiresAt: waiting.heldUntil, isRoomHeld: true }
    : signed
  const hold = useHold(offer)
  const navigate = useNavigate()
  const isUnderWay = Boolean(checkout.attempt?.sent)
  // A booking that was sent is never begun anew from here: Back and reload lead to its answer.
  useEffect(() => {
    if (isUnderWay) void navigate({ to: '/book/return', search: { checkout: offer.id }, replace: true })
  }, [isUnderWay, navigate, offer.id])
  if (isUnderWay) return null

  const over: CheckoutRefusal = {
    kind: waiting ? 'WaitingOfferOver' : 'OfferExpired',
    message: '',
    detail: null,
    now: null,
  }
  const refusal =
    checkout.refusal && DEAD.has(checkout.refusal.kind)
      ? checkout.refusal
      : hold.minutes === 0 && !checkout.booked
        ? over
        : checkout.refusal
  const isDead = Boolean(refusal && DEAD.has(refusal.kind))
  return (
    <div className="wrap">
      <h1 className="mt-1">{t('Check and pay')}</h1>
      {!isDead && !checkout.booked && (
        <p className="text-ink-2">{t('Three short parts. Nothing is charged before the last button.')}</p>
      )}
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_408px] lg:gap-14">
        <aside aria-label={t('What you are booking')} className="lg:sticky lg:top-5 lg:order-2 lg:-mt-5">
          <CheckoutSlip offer={offer} hold={hold} isDead={isDead} />
        </aside>
        <Form offer={offer} checkout={checkout} refusal={refusal} />
      </div>
      <HoldAnnouncement hold={hold} isRoomHeld={offer.isRoomHeld} />
    </div>
  )
}

/** After these the offer itself can no longer be booked: there is nothing left to fill in. */
const DEAD = new Set<CheckoutRefusal['kind']>([
  'RoomTaken',
  'WaitingOfferOver',
  'OfferExpired',
  'OfferInvalid',
  'PriceChanged',
  'InvalidStay',
  'IdempotencyConflict',
])

type FormProps = { offer: ShownOffer; checkout: Checkout; refusal: CheckoutRefusal | null }
type Errors = Partial<Record<GuestField, string>>

function Form({ offer, checkout, refusal }: FormProps) {
  const store = checkoutOf(offer.id)
  const session = useSession()
  const customer = session.kind === 'customer' ? session.customer : null
  const navigate = useNavigate()
  const [errors, setErrors] = useState<Errors>(() => errorsOf(refusal))
  const [isOpening, setOpening] = useState(false)
  const [notOpened, setNotOpened] = useState<string | null>(null)

  const keep = (entries: GuestEntries) => store.set({ ...checkout, entries })
  // The header of the checkout has no account menu that would ask for the session.
  useEffect(() => void accessToken(), [])
  // Someone who signs in, here or before, does not type their name again.
  useEffect(() => {
    const now = store.get() ?? newCheckout(offer.token)
    if (!customer || now.entries.email || now.entries.familyName) return
    const { givenName, familyName, email } = customer
    store.set({ ...now, entries: { ...now.entries, givenName, familyName, email } })
  }, [customer, store, offer.token])
  // The bank's page may be left by Back: the browser then shows this page as it was, waiting.
  useEffect(() => {
    const wake = () => setOpening(false)
    addEventListener('pageshow', wake)
    return () => removeEventListener('pageshow', wake)
  }, [])

  const pay = async () => {
    if (isOpening) return
    const checked = check(checkout.entries)
    setErrors(checked.errors ?? {})
    setNotOpened(null)
    if (!checked.entries) return
    setOpening(true)
    store.set(press(checkout, checked.entries, () => crypto.randomUUID()))
    try {
      const opened = await openCardPage(
        `${location.origin}/book/card?checkout=${encodeURIComponent(offer.id)}`,
        offer.payNow,
      )
      if ('url' in opened) return location.assign(opened.url)
      setNotOpened(opened.refused)
    } catch {
      setNotOpened(t('The payment page does not open at the moment. Nothing is charged; try again in a minute.'))
    }
    setOpening(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void pay()
  }
  /** The same entries, for the same room at its new price. */
  const take = (token: string) => {
    const next = readOffer(token)
    if (!next) return
    checkoutOf(next.id).set(newCheckout(token, checkout.entries))
    void navigate({ to: '/book', search: { offer: token }, replace: true })
  }

  if (checkout.booked) return <Booked reference={checkout.booked.reference} />
  const problems = GUEST_FIELDS.flatMap((field) =>
    errors[field] ? [{ field: idOf(field), message: errors[field] }] : [],
  )
  const isShown = refusal && !(refusal.kind === 'InvalidGuest' && problems.length > 0)
  const { payNow, total, hotel, stay, cancellation, madeAt } = offer
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
      {isShown && (
        <RefusalPanel
          offer={offer}
          refusal={refusal}
          onTake={take}
          onPayAgain={() => void pay()}
          isOpening={isOpening}
        />
      )}
      {!(refusal && DEAD.has(refusal.kind)) && (
        <>
          {problems.length > 0 && (
            <ErrorSummary title={t('Before you pay, this needs your attention:')} problems={problems} />
          )}
          <form id={FORM} onSubmit={submit} noValidate className="hidden" />
          <WhoStep customer={customer} entries={checkout.entries} errors={errors} onChange={keep} form={FORM} />
          <Step number={2} title={t('If plans change')}>
            <div className="mt-4.5">
              <TermsBar terms={cancellation} paid={payNow} stay={stay} hotel={hotel} start={Date.parse(madeAt)} />
            </div>
          </Step>
          <PayStep
            payNow={payNow}
            atDesk={minus(total, payNow)}
            form={FORM}
            isPending={isOpening}
            refused={notOpened}
          />
        </>
      )}
    </div>
  )
}

function errorsOf(refusal: CheckoutRefusal | null): Errors {
  const field = refusal?.kind === 'InvalidGuest' && refusal.detail ? fieldOf(refusal.detail) : null
  return field && refusal ? { [field]: refusal.message } : {}
}

const Booked = ({ reference }: { reference: string }) => (
  <Panel
    tone="ok"
    icon="check"
    title={t('You have booked this offer')}
    actions={
      <ButtonLink small to="/trips/$reference" params={{ reference }}>
        {t('See the reservation')}
      </ButtonLink>
    }
  >
    {t('Your reference is {reference}. It was booked once; nothing more is charged.', { reference })}
  </Panel>
)
