/** A statement can be dragged onto a sentence, which takes it over, and Ctrl with Enter sends what is being written. Buttons do the same. */
class WritingDesk extends HTMLElement {
  private dragged: HTMLElement | undefined

  connectedCallback() {
    this.addEventListener('keydown', event => this.press(event))
    for (const statement of this.querySelectorAll<HTMLElement>('[data-statement]')) {
      const said = statement.querySelector<HTMLElement>('.writing__said') // not all of it: words in its form are to be marked
      if (!said) continue
      said.draggable = true
      said.addEventListener('dragstart', event => this.lift(event, statement))
      said.addEventListener('dragend', () => this.lay())
    }
    for (const sentence of this.querySelectorAll<HTMLElement>('[data-voices]')) {
      sentence.addEventListener('dragover', event => this.hover(event, sentence))
      sentence.addEventListener('dragleave', () => sentence.classList.remove('is-over'))
      sentence.addEventListener('drop', event => this.drop(event, sentence))
    }
  }

  private press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(event.target instanceof HTMLTextAreaElement)) return
    event.preventDefault()
    event.target.form?.requestSubmit()
  }

  private lift(event: DragEvent, statement: HTMLElement) {
    this.dragged = statement
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'link'
  }

  private lay() {
    this.dragged = undefined
    for (const sentence of this.querySelectorAll('.is-over')) sentence.classList.remove('is-over')
  }

  private hover(event: DragEvent, sentence: HTMLElement) {
    if (!this.dragged) return
    event.preventDefault()
    sentence.classList.add('is-over')
  }

  private drop(event: DragEvent, sentence: HTMLElement) {
    const csrf = this.querySelector<HTMLInputElement>('input[name="csrf"]')?.value
    const { dragged } = this
    if (!dragged?.dataset.statement || !csrf) return
    event.preventDefault()
    const fields = { csrf, statement: dragged.dataset.statement, use: 'taken-over', place: dragged.id }
    const form = document.createElement('form')
    form.method = 'post'
    form.action = sentence.dataset.voices ?? ''
    form.append(...Object.entries(fields).map(([name, value]) => hiddenField(name, value)))
    document.body.append(form)
    form.submit()
  }
}

function hiddenField(name: string, value: string) {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = name
  field.value = value
  return field
}

customElements.define('writing-desk', WritingDesk)
