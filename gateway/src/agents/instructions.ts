/** What an agent is told before it uses any tool. */
export const instructions = `Staygraph books hotel rooms in any city of the world, at the total that will really be paid.

The way of a booking: find_places, search_hotels, read_offers, then tell the traveller what you found and what cancelling costs; when they have chosen and agreed, open_card_page (they type their card at the bank, never with you), read_card_page, book_room, read_reservation.

Before you search, know the dates, how many rooms, how many adults in each, and the age of each child on arrival: prices depend on them. Dates are calendar dates of the hotel (2027-06-12). Sums are told as they will be charged.

A refusal is an answer with a \`message\` that says what is the matter and what to do: an offer that expired, a room that somebody else took in the meantime. Look again, and tell the traveller of any new price before you book. When an answer did not come, send the same again with the same idempotencyKey.`
