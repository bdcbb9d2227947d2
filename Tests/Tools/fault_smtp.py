#!/usr/bin/env python3
"""An SMTP server on loopback that misbehaves in one way, for the tests of sending. Standard library only.

usage: fault_smtp.py FOLDER FAULT [--cert FILE --key FILE] [--implicit-tls]

Prints `port N` when it listens. Every message that it keeps becomes FOLDER/NNNN.eml, and a line of FOLDER/log says which
Message-ID it had and for whom. Its login is costs / s3cret. FAULT is `none` or one of:

  connect:CODE      answers a connection with CODE
  silent            says nothing at all
  hang-up           closes the connection at once
  no-tls            does not offer STARTTLS
  no-auth           does not offer AUTH
  clear-auth        offers AUTH without TLS
  auth:CODE mail:CODE rcpt:CODE data:CODE final:CODE    answers that command, or the end of the message, with CODE
  rcpt-of:ADDRESS:CODE    answers that recipient with CODE
  quit-silent       never answers QUIT
  size:N            takes no more than N bytes
  drop-data         closes when DATA comes
  drop-body:N       closes after N bytes of the message
  keep-then-drop    keeps the message, and closes without an answer
  keep-then-wait    keeps the message, and never answers
"""
import argparse
import base64
import os
import re
import socket
import ssl
import threading
import time


class Hangup(Exception):
    """The fault is to be silent, and to close."""


class Server:
    def __init__(self, options):
        self.options = options
        self.fault, _, self.value = options.fault.partition(":")
        self.lock = threading.Lock()
        self.count = 0
        os.makedirs(options.folder, exist_ok=True)

    def keep(self, body, recipients, sender):
        with self.lock:
            self.count += 1
            path = os.path.join(self.options.folder, f"{self.count:04d}.eml")
            with open(path, "wb") as file:
                file.write(body)
            found = re.search(rb"^Message-ID: (\S+)", body, re.M)
            name = found.group(1).decode() if found else "?"
            with open(os.path.join(self.options.folder, "log"), "a") as log:
                log.write(f"{name} from={sender} to={','.join(recipients)}\n")

    def context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.options.cert, self.options.key)
        return context

    def run(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            print(f"port {listener.getsockname()[1]}", flush=True)
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            if self.options.implicit_tls:
                connection = self.context().wrap_socket(connection, server_side=True)
            Talk(self, connection).run()
        except (Hangup, OSError):
            pass
        finally:
            connection.close()


class Talk:
    """One connection."""

    def __init__(self, server, connection):
        self.server, self.connection = server, connection
        self.reader = connection.makefile("rb")
        self.is_safe = server.options.implicit_tls
        self.is_known = False
        self.recipients, self.sender = [], ""

    def answer(self, code, text="."):
        self.connection.sendall(f"{code} {text}\r\n".encode())

    def faulty(self, fault):
        return self.server.fault == fault

    def run(self):
        if self.faulty("hang-up"):
            raise Hangup
        if self.faulty("silent"):
            time.sleep(3600)
        if self.faulty("connect"):
            self.answer(self.server.value, "not now")
            raise Hangup
        self.answer(220, "test ESMTP")
        while line := self.reader.readline():
            words = line.decode("latin-1").strip().split()
            verb = words[0].upper() if words else ""
            if verb == "QUIT":
                if self.faulty("quit-silent"):
                    time.sleep(3600)
                self.answer(221, "bye")
                return
            getattr(self, "on_" + verb.lower(), self.on_other)(words)

    def on_other(self, words):
        self.answer(502, "what?")

    def on_rset(self, words):
        self.answer(250)

    def on_ehlo(self, words):
        size = self.server.value if self.faulty("size") else "50000000"
        lines = ["test", "8BITMIME", f"SIZE {size}"]
        if not self.is_safe and not self.faulty("no-tls") and not self.faulty("clear-auth"):
            lines.append("STARTTLS")
        if (self.is_safe and not self.faulty("no-auth")) or self.faulty("clear-auth"):
            lines.append("AUTH PLAIN LOGIN")
        text = "".join(f"250{'-' if i < len(lines) - 1 else ' '}{line}\r\n" for i, line in enumerate(lines))
        self.connection.sendall(text.encode())

    def on_starttls(self, words):
        if self.faulty("no-tls"):
            return self.answer(502, "no TLS here")
        self.answer(220, "go")
        self.connection = self.server.context().wrap_socket(self.connection, server_side=True)
        self.reader = self.connection.makefile("rb")
        self.is_safe = True

    def on_auth(self, words):
        if self.faulty("auth"):
            return self.answer(self.server.value, "authentication: no")
        if len(words) < 3:
            self.answer(334, "")
            words.append(self.reader.readline().decode().strip())
        self.is_known = base64.b64decode(words[2]) == b"\0costs\0s3cret"
        self.answer(*((235, "welcome") if self.is_known else (535, "5.7.8 bad credentials")))

    def on_mail(self, words):
        needs_login = (self.is_safe and not self.faulty("no-auth")) or self.faulty("clear-auth")
        if needs_login and not self.is_known:
            return self.answer(530, "log in first")
        if self.faulty("mail"):
            return self.answer(self.server.value, "not from you")
        size = [int(word[5:]) for word in words if word.upper().startswith("SIZE=")]
        if self.faulty("size") and size and size[0] > int(self.server.value):
            return self.answer(552, "5.3.4 too big")
        self.sender, self.recipients = words[1], []
        self.answer(250)

    def on_rcpt(self, words):
        address = words[1].split("<")[1].rstrip(">")
        if self.faulty("rcpt"):
            return self.answer(self.server.value, f"<{address}> not here")
        if self.faulty("rcpt-of"):
            wanted, _, code = self.server.value.partition(":")
            if wanted == address:
                return self.answer(code, f"<{address}> not here")
        self.recipients.append(address)
        self.answer(250)

    def on_data(self, words):
        if self.faulty("drop-data"):
            raise Hangup
        if self.faulty("data"):
            return self.answer(self.server.value, "no data")
        self.answer(354, "go on")
        body = self.body()
        if self.faulty("final"):
            return self.answer(self.server.value, "about the message")
        self.server.keep(body, self.recipients, self.sender)
        if self.faulty("keep-then-drop"):
            raise Hangup
        if self.faulty("keep-then-wait"):
            time.sleep(3600)
        self.answer(250, "2.0.0 kept")

    def body(self):
        body = b""
        while True:
            line = self.reader.readline()
            if not line:
                raise Hangup
            if line == b".\r\n":
                return body
            body += line[1:] if line.startswith(b".") else line
            if self.faulty("drop-body") and len(body) > int(self.server.value):
                raise Hangup


def main():
    # What a test runner has open in other threads would otherwise stay open as long as this server lives.
    os.closerange(3, 4096)
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("fault")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--implicit-tls", action="store_true")
    Server(parser.parse_args()).run()


if __name__ == "__main__":
    main()
