// SPDX-License-Identifier: Apache-2.0
// The words of the page about codes for pairing in English.

/** One of something, or many. */
export const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

export const codes = {
  lead: 'The SHIP Pairing Service: one side shows a code with a secret, the other is told it, and the two trust each other.',
  off: 'Switched off',
  offText: 'This hub takes no part in it. What switches it on is the configuration’s key',
  roles: {
    listener: 'this hub’s code is scanned by a control unit: an energy manager, a control box',
    announcer: 'this hub is told the codes of devices: wallboxes, heat pumps',
    both: 'both of these',
  },
  offThen: 'Both sides have to be in one network, and discovery (mdns_enabled) has to be on. Restart the hub then.',
  notRunning: 'It does not run: it needs discovery. Switch mdns_enabled on, or let handfast doctor look for the reason; then restart the hub.',
  tell: 'The code of a device',
  tellText: 'Scan the device’s code for pairing with any program that gives its text, and paste that. The device is trusted at once.',
  code: 'Text of the code',
  codeHelp: 'SHIP;SKI:…;ID:…;FPH256:…;SPSEC:…;ENDSHIP; – it is a secret, and does not stay here.',
  shipId: 'SHIP ID (old codes only)',
  shipIdHelp: 'Codes that begin with SHIPP: do not tell it.',
  submit: 'Trust this device',
  noCode: 'Paste the text of the code first.',
  told: ({ shipId, until }) => (until
    ? `${shipId} is trusted, and the hub announces itself to it.`
    : `${shipId} is trusted, and connected already.`),
  noAnnouncer: 'This hub is told no codes: pairing_service would have to be announcer or both.',
  announcing: 'Announcing itself to',
  waitsFor: 'Waits for',
  noSki: 'not seen yet',
  withdraw: 'Stop announcing',
  withdrawn: shipId => `The hub announces itself to ${shipId} no more. The device stays trusted.`,
  scanned: 'Devices whose code was told',
  nobodyScanned: 'None yet.',
  certificate: 'Certificate',
  notSeen: 'Not seen yet',
  notHere: 'Not trusted any more',
  forgetText: 'It is trusted no more. To come it needs its code told again.',
  own: 'The code of this hub',
  listening: 'Listens',
  notListening: 'Does not listen',
  listeningText: 'The first control unit that announces itself with the secret is trusted.',
  listensAt: at => `It listens again at ${at}, unless its control unit comes back before.`,
  unitIsHere: 'Its control unit is connected.',
  deferred: count => `${plural(count, 'announcement waits', 'announcements wait')} until it listens.`,
  warning: 'Whoever sees this code may become the control unit of this hub. Show it to who installs, and to nobody else.',
  show: 'Show the code',
  hide: 'Hide the code',
  hiddenIn: 'Hidden in',
  qrAlt: 'QR code of this hub with its secret',
  renew: 'Renew the secret',
  renewTitle: 'Renew the secret?',
  renewText: 'Codes of before are worthless then, printed ones too. Who is paired stays so.',
  renewYes: 'Renew',
  renewed: 'The secret is another one. Codes of before are worthless.',
  noListener: 'This hub has no code for pairing: pairing_service would have to be listener or both.',
  controlUnit: 'Control unit',
  noUnit: 'None has been paired by this hub’s code.',
  unitText: 'There is one at a time. Others wait while it is trusted and was here within the last 15 minutes.',
};

/** What is wrong with the text of a code. */
export const wrongCodes = {
  'scan.no-secret': 'This code has no secret: it is the plain one, or its end is missing. Copy all of the code for pairing. A device without one is paired by its SKI, on the page Pairing.',
  'scan.no-ship-id': 'This is an old form of the code: enter the SHIP ID as well, which the device or its app shows.',
  'scan.own-code': 'This is the code of this hub. Copy that of the device.',
  'scan.own-ski': 'This code mixes this hub with another device. Copy it again.',
  'discovery.qr-unknown': 'That is no SHIP code: it begins with SHIP; or SHIPP:.',
  'discovery.qr-missing': 'The code is not whole. Copy all of it.',
  'discovery.qr-value': 'The code is not whole, or has characters that do not belong there. Copy it again.',
};
