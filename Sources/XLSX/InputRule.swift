import CLibxlsxwriter
import Glibc
import Sheets

/// One `lxw_data_validation` with the strings that it points to; `free` it when it has been used.
struct InputRule {
    var validation = lxw_data_validation()
    private var strings: [UnsafeMutablePointer<CChar>?] = []
    private var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    init(_ entry: InputKind) {
        validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
        switch entry {
        case .choice(let choices):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            validation.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
            let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: choices.count + 1)
            for (index, choice) in choices.enumerated() { list[index] = kept(choice) }
            list[choices.count] = nil
            self.list = list
            validation.value_list = list
            say("Method", "Choose one of the list.")
        case .amount:
            number(LXW_VALIDATION_TYPE_DECIMAL, from: -1e13, to: 1e13)
            say("Amount", "A number, without currency or letters.")
        case .count:
            number(LXW_VALIDATION_TYPE_DECIMAL, from: 0, to: 100_000)
            say("Units", "A number from 0 to 100,000.")
        case .note:
            number(LXW_VALIDATION_TYPE_LENGTH, from: 0, to: 2000)
            say("Note", "At most 2,000 characters.")
        }
    }

    private mutating func number(_ type: lxw_validation_types, from: Double, to: Double) {
        validation.validate = UInt8(type.rawValue)
        validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
        validation.minimum_number = from
        validation.maximum_number = to
    }

    private mutating func say(_ title: String, _ message: String) {
        validation.error_title = kept(title)
        validation.error_message = kept(message)
    }

    private mutating func kept(_ text: String) -> UnsafeMutablePointer<CChar>? {
        let copy = strdup(text)
        strings.append(copy)
        return copy
    }

    func free() {
        for string in strings { Glibc.free(string) }
        list?.deallocate()
    }
}
