/** A letter's QR code leads here with the code behind the #: it stands in the field then, and no longer in the address. */
const field = document.querySelector<HTMLInputElement>('input[name="code"]')
const code = location.hash.slice(1)
if (field && /^[\dA-Z-]{12,14}$/i.test(code)) {
  field.value = code
  history.replaceState(null, '', location.pathname + location.search)
}

export {}
