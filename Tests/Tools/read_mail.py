#!/usr/bin/env python3
"""read_mail.py FILE.eml: a mail as Python's parser reads it, as one JSON object; a defect of its form is an error."""
import email.policy
import hashlib
import json
import sys


def main():
    with open(sys.argv[1], "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    defects = [str(defect) for part in mail.walk() for defect in part.defects]
    for part in mail.walk():
        for _, value in part.items():
            defects += [str(defect) for defect in getattr(value, "defects", [])]
    if defects:
        sys.exit("\n".join(defects))
    attachments = [
        [part.get_filename(), hashlib.sha256(part.get_payload(decode=True)).hexdigest()]
        for part in mail.iter_attachments()
    ]
    sender = mail["from"].addresses[0]
    body, page = mail.get_body(("plain",)), mail.get_body(("html",))
    print(json.dumps({
        "subject": str(mail["subject"]), "from": sender.display_name, "sender": sender.addr_spec,
        "to": [address.addr_spec for address in mail["to"].addresses],
        "cc": [address.addr_spec for address in mail["cc"].addresses] if mail["cc"] else [],
        "id": mail["message-id"], "date": str(mail["date"]), "form": mail.get_content_type(),
        "parts": [part.get_content_type() for part in mail.walk()],
        # Line ends of a mail are CRLF; those of a text are not.
        "text": body.get_content().replace("\r\n", "\n"), "html": page.get_content(), "attachments": attachments,
    }))


if __name__ == "__main__":
    main()
