/** In the place of a hotel's picture that cannot be drawn now: the frame stays, quiet. */
export const AWAY_PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400"><rect width="600" height="400" fill="#dfe7e4"/>' +
  '<path d="M0 320q150-70 300-20t300-40v140H0z" fill="#c3d2cd"/></svg>'

/** In the place of a receipt or a calendar file: a page of its own, since it was opened as one. */
export const AWAY_DOCUMENT = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="refresh" content="10" />
    <title>One moment · Staygraph</title>
  </head>
  <body>
    <h1>Your document is not ready</h1>
    <p>The part of Staygraph that makes documents does not answer. Your reservation is safe. This page tries again every ten seconds; the receipt is also in your email.</p>
    <p><a href="/trips">My trips</a></p>
  </body>
</html>
`
