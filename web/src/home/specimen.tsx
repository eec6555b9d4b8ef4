import { t } from '../language/i18n.ts'
import { Seal } from '../offer/seal.tsx'

const STEPS = [
  [
    'Complete from the first list',
    'Every night, tax and fee is in the total we sort by. City tax paid at the desk is named and counted too.',
  ],
  [
    'Signed, with a time on it',
    'Each offer is signed when it is made. Until the time printed on it the price cannot change, whatever happens elsewhere.',
  ],
  [
    'The same seal, to the receipt',
    'Each signature draws its own seal. Find it on the offer, at checkout and on your receipt. Same seal, same price.',
  ],
] as const

/** What a price looks like here, and three lines on why. The slip is a specimen and says so. */
export function Specimen() {
  return (
    <section className="wrap mt-14 grid grid-cols-[minmax(0,1fr)] items-center gap-9 md:mt-21 lg:grid-cols-[1fr_440px] lg:gap-18">
      <div>
        <h2 className="text-34">{t('A price you can hold us to')}</h2>
        <ol className="mt-7 grid gap-6.5">
          {STEPS.map(([title, text], index) => (
            <li key={title} className="grid grid-cols-[44px_1fr] gap-x-3.5 gap-y-1">
              <span
                aria-hidden="true"
                className="display row-span-2 border-t-2 border-brand-ink pt-2 text-26 text-brand-ink"
              >
                {index + 1}
              </span>
              <h3 className="pt-2">{t(title)}</h3>
              <p className="max-w-[52ch] text-ink-2">{t(text)}</p>
            </li>
          ))}
        </ol>
      </div>
      <Slip />
    </section>
  )
}

const LINES = [['Friday', '150.00'], ['Saturday', '150.00'], ['Sunday', '150.00'], ['VAT 6 %', '27.00'], ['City tax, 3 nights', '18.00']] as const // prettier-ignore

const Slip = () => (
  <figure className="slip-shadow">
    <figcaption className="sr-only">{t('A specimen of an offer')}</figcaption>
    <div className="slip">
      <div className="flex items-center justify-between gap-3">
        <div>
          <p className="text-13 text-ink-2">{t('Specimen')}</p>
          <h3>{t('Double room, river view')}</h3>
        </div>
        <Seal signature="specimen" size={88} named={false} />
      </div>
      <hr className="dashes" />
      {LINES.map(([name, amount]) => (
        <p key={name} className="slip-line">
          <span>{t(name)}</span>
          <span>€{amount}</span>
        </p>
      ))}
      <p className="slip-line slip-total">
        <span>{t('Total, taxes included')}</span>
        <b>€495.00</b>
      </p>
      <p className="mt-3 text-13 text-ink-2">
        {t('On your offer this line says how long the price is held, and until when you can cancel.')}
      </p>
    </div>
  </figure>
)
