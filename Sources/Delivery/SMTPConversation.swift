import CLibcurl
import Glibc
import Synchronization

/// What libcurl's callbacks and the watchdog share: the message on its way, what was said, and the socket.
///
/// libcurl 7.88 does not look at its time limit while it waits for the answer to the end of a message. So a thread of ours
/// looks at the clock, and shuts the socket down when nothing has been heard for too long: libcurl then sees a closed connection.
final class SMTPConversation: Sendable {
    struct State: Sendable {
        var dialogue = SMTPDialogue()
        var sent = 0
        var socket: curl_socket_t = -1
        var lastActivity = SMTPConversation.clock()
        var isBodySent = false
        var isTimedOut = false
        var isOver = false
    }

    let message: [UInt8]
    /// Milliseconds.
    private let limit: Int64
    private let finalLimit: Int64
    let state = Mutex(State())

    init(message: [UInt8], timeout: Int, finalTimeout: Int) {
        self.message = message
        (limit, finalLimit) = (Int64(timeout) * 1000, Int64(finalTimeout) * 1000)
    }

    /// The next bytes for libcurl: how many were copied.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            let part = message[state.sent...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            state.sent += part.count
            state.lastActivity = SMTPConversation.clock()
            if state.sent == message.count { state.isBodySent = true }
            return part.count
        }
    }

    func heard(_ kind: curl_infotype, _ bytes: [UInt8]) {
        state.withLock { state in
            switch kind {
            case CURLINFO_HEADER_OUT: state.dialogue.sent(bytes)
            case CURLINFO_HEADER_IN: state.dialogue.received(bytes)
            case CURLINFO_DATA_OUT: break
            default: return
            }
            state.lastActivity = SMTPConversation.clock()
        }
    }

    func open(_ socket: curl_socket_t) {
        state.withLock { $0.socket = socket }
    }

    /// Under the lock, so that the watchdog cannot shut down what already belongs to somebody else.
    func close(_ socket: curl_socket_t) -> Int32 {
        state.withLock { state in
            if state.socket == socket { state.socket = -1 }
            return Glibc.close(socket)
        }
    }

    /// Looks every twentieth of a second until the conversation is over.
    func watch() {
        while !state.withLock({ check(&$0) }) { usleep(50_000) }
    }

    private func check(_ state: inout State) -> Bool {
        let waited = SMTPConversation.clock() - state.lastActivity
        // The answer to the end of the message may take longer than any other, but not the goodbye.
        let isFinal = state.isBodySent && state.dialogue.finalReply == nil
        if waited > (isFinal ? max(limit, finalLimit) : limit), state.socket >= 0, !state.isOver {
            state.isTimedOut = true
            shutdown(state.socket, Int32(SHUT_RDWR))
        }
        return state.isOver
    }

    /// Milliseconds of a clock that nobody sets.
    static func clock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
