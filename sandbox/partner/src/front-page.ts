import { anyHotel } from './any-hotel.ts'
import { decimals, onTheWire } from './currencies.ts'
import type { Booking } from './desk.ts'
import { EFFECTS, OPERATIONS, SPECIAL, type Scenario } from './scenario.ts'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const options = (names: readonly string[]) => names.map((name) => `<option>${name}</option>`).join('')

function line(booking: Booking): string {
  const hotel = anyHotel(booking.hotelId)
  const price = `${onTheWire(booking.price, booking.currency).toFixed(decimals(booking.currency))} ${booking.currency}`
  const cells = [
    booking.bookingId,
    booking.status,
    `${booking.checkin} to ${booking.checkout}`,
    hotel ? `${hotel.name} (${booking.hotelId})` : booking.hotelId,
    `${booking.holder.firstName} ${booking.holder.lastName}`,
    price,
    booking.clientReference,
  ]
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
}

/** What somebody sees who opens this company's address in a browser. */
export function frontPage(
  { title, says }: { title: string; says: string },
  bookings: readonly Booking[],
  scenarios: readonly Scenario[],
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h1, h2 { line-height: 1.2 } h2 { margin-top: 2.5rem }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .875rem }
th, td { text-align: start; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); white-space: nowrap }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-top: 1rem } label { display: grid; font-size: .875rem }
input, select, button { font: inherit; padding: .5rem .75rem; min-height: 44px; box-sizing: border-box }
input { width: 8rem } code { font-size: .9em }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${says} Hotels, prices and rooms are invented and always the same; bookings are kept and use rooms up.</p>
<h2 id="scenarios">What goes wrong now</h2>
${scenarios.length === 0 ? '<p>Nothing: every request is answered.</p>' : `<ul>${scenarios.map((one) => `<li><code>${escaped(JSON.stringify(one))}</code></li>`).join('')}</ul>`}
<form method="post" action="/_sandbox/scenario">
<label>Request<select name="operation">${options(['any', ...OPERATIONS])}</select></label>
<label>Effect<select name="effect">${options(EFFECTS)}</select></label>
<label>Milliseconds<input name="ms" inputmode="numeric" value="5000"></label>
<label>Percent<input name="percent" inputmode="numeric" value="8"></label>
<label>Times<input name="times" inputmode="numeric" placeholder="always"></label>
<button>Make it happen</button>
</form>
<form method="post" action="/_sandbox/scenario/clear"><button>All well again</button></form>
<p>A booking can ask for trouble by itself: a guest's surname, or the beginning of a client reference, of
${SPECIAL.map((name) => `<code>${name}</code>`).join(', ')}.</p>
<h2>Bookings</h2>
${
  bookings.length === 0
    ? '<p>None yet.</p>'
    : `<div class="wide" tabindex="0" role="region" aria-label="Bookings"><table>
<thead><tr>${['Booking', 'Status', 'Stay', 'Hotel', 'Holder', 'Price', 'Client reference'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${bookings.map(line).join('')}</tbody></table></div>`
}
<p>Places: GeoNames, CC BY 4.0.</p>
</main>
</body>
</html>
`
}
