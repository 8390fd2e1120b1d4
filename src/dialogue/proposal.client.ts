/** Says below the field how many characters are left, counted as people see them. Without it the hint above says how many there may be. */
class LetterCount extends HTMLElement {
  private readonly told = document.createElement('p')

  connectedCallback() {
    const field = this.querySelector('textarea')
    if (!field) return
    this.told.className = 'kern-hint'
    field.after(this.told)
    field.addEventListener('input', () => this.tell(field.value))
    this.tell(field.value)
  }

  private tell(text: string) {
    const left = Number(this.getAttribute('most')) - lengthOf(text.trim().replace(/\s+/g, ' '))
    const sentence = this.getAttribute(left < 0 ? 'over' : 'left') ?? ''
    this.told.textContent = sentence.replace('#', String(Math.abs(left)))
    this.told.setAttribute('role', left < 0 ? 'status' : 'none')
  }
}

function lengthOf(text: string): number {
  if (!('Segmenter' in Intl)) return [...text].length
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length
}

customElements.define('letter-count', LetterCount)
