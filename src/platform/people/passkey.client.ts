import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

/** Shows a form that only makes sense with a passkey, asks the device when it is sent, and sends the device's answer. */
abstract class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!browserSupportsWebAuthn()) return
    this.hidden = false
    this.form.addEventListener('submit', event => {
      event.preventDefault()
      void this.answerAndSend()
    })
  }

  protected abstract askDevice(): Promise<unknown>

  protected async answerAndSend() {
    this.failure.hidden = true
    try {
      this.send(await this.askDevice())
    } catch {
      this.failure.hidden = false // called off, timed out, or nothing on this device fits: the other way in stays open
    }
  }

  protected send(answer: unknown) {
    const field = this.form.elements.namedItem('answer') as HTMLInputElement
    field.value = JSON.stringify(answer)
    this.form.submit()
  }

  protected async question<Question>(): Promise<Question> {
    const token = this.form.elements.namedItem('csrf') as HTMLInputElement | null
    const response = await fetch(this.dataset.question ?? '', { method: 'POST', body: new URLSearchParams({ csrf: token?.value ?? '' }) })
    if (!response.ok) throw new Error(String(response.status))
    return response.json() as Promise<Question>
  }

  private get form() {
    return this.querySelector('form') as HTMLFormElement
  }

  private get failure() {
    return this.querySelector('[data-failure]') as HTMLElement
  }
}

/** Signing in; where the browser can, it offers a passkey in the e-mail field too, without being asked. */
class PasskeySignIn extends PasskeyForm {
  override connectedCallback() {
    super.connectedCallback()
    void this.offerInField()
  }

  protected override async askDevice() {
    return startAuthentication({ optionsJSON: await this.question<PublicKeyCredentialRequestOptionsJSON>() })
  }

  private async offerInField() {
    if (!(await browserSupportsWebAuthnAutofill())) return
    try {
      const optionsJSON = await this.question<PublicKeyCredentialRequestOptionsJSON>()
      this.send(await startAuthentication({ optionsJSON, useBrowserAutofill: true }))
    } catch {
      // nobody took up the offer
    }
  }
}

class PasskeyRegistration extends PasskeyForm {
  protected override async askDevice() {
    return startRegistration({ optionsJSON: await this.question<PublicKeyCredentialCreationOptionsJSON>() })
  }
}

customElements.define('passkey-sign-in', PasskeySignIn)
customElements.define('passkey-registration', PasskeyRegistration)
