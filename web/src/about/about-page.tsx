import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'

const TOPICS = [
  {
    id: 'signed-prices',
    title: 'Signed prices',
    text: [
      'Every price of a room is an offer: the room, the nights, each tax and fee, what cancelling costs and when, and until when all of this holds. We sign it when we make it. Until the time printed on it, you can book at exactly that total.',
      'The seal beside a price is drawn from its signature. Another price has another seal. You find the same seal at checkout, on the confirmation, on the receipt and in the email, with the same four characters to read aloud.',
      'An offer holds the price, not the room. If someone books the last room of its kind before you do, we say so, and nothing is charged.',
    ],
  },
  {
    id: 'ranking',
    title: 'How we rank',
    text: [
      '“Recommended” puts the hotels with the best guest rating first, and nearer ones before farther ones when ratings are alike. Nobody pays to be higher. You can sort by total price, distance, stars or guest rating instead.',
      'The total we sort by is what you will have paid when you leave: nights, taxes and fees, also those that must by law be paid at the desk.',
      'Hotels of our partners stand in the same list. When a partner does not answer in time we say so, and offer to add its hotels; the list never changes while you read it.',
    ],
  },
  {
    id: 'cancellation',
    title: 'Cancellation',
    text: [
      'Each offer tells before you book until when cancelling is free and what it costs afterwards, in the hotel’s own time. The same terms stand on your confirmation.',
      'You cancel on the page of your reservation. Before you confirm, we show the exact sum that comes back to your card. Refunds leave at once; your bank may take five to ten days to show them.',
    ],
  },
  {
    id: 'terms',
    title: 'Booking terms',
    text: [
      'You book a stay at the hotel named on your confirmation, under the terms of the offer you chose: its price, its board, its cancellation terms. Your card is charged at booking with the sum on the button, and with nothing else.',
      'What must be paid at the hotel’s desk is named, and is part of the total you saw. Wishes you write to the hotel are passed on; the hotel decides.',
      'The document shown at the desk must bear the guest’s name.',
    ],
  },
  {
    id: 'privacy',
    title: 'Privacy',
    text: [
      'You type your card on your bank’s own page: its number never reaches us. The hotel gets your name, your wishes and your phone number when you give one.',
      'Receipts are kept as long as the law of the country says. When you ask us to erase your account, everything else about you is erased.',
      'This site keeps your theme, currency, last search and kept hotels in your browser, and sets one cookie when you sign in. It has no trackers.',
    ],
  },
  {
    id: 'accessibility',
    title: 'Accessibility',
    text: [
      'The site is built to WCAG 2.2, level AA. Everything works with a keyboard and with a screen reader; nothing is told by colour alone; nothing moves by itself; text can be enlarged to 200 % and the page be 320 pixels wide.',
      'The one time limit is the time a price is held. It is announced before it ends, and there is always a way on.',
    ],
  },
  {
    id: 'contact',
    title: 'Contact',
    text: [
      'Answer the email of your confirmation: it reaches people who see your reservation. Have its reference ready when you call the hotel.',
    ],
  },
] as const

/** How prices, ranking, cancelling and the rest work, in plain words; the footer points into it. */
export function AboutPage() {
  useTitle(t('How it works'))
  return (
    <div className="wrap mt-6 grid gap-10 lg:grid-cols-[220px_minmax(0,1fr)]">
      <nav aria-label={t('On this page')} className="hidden lg:block">
        <ul className="sticky top-6 grid gap-1 text-14">
          {TOPICS.map(({ id, title }) => (
            <li key={id}>
              <a className="link inline-block py-1.5" href={`#${id}`}>
                {t(title)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="max-w-[66ch]">
        <h1>{t('How it works')}</h1>
        {TOPICS.map(({ id, title, text }) => (
          <section key={id} id={id} className="mt-9">
            <h2>{t(title)}</h2>
            {text.map((paragraph) => (
              <p key={paragraph} className="mt-2.5 text-ink-2">
                {t(paragraph)}
              </p>
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}
