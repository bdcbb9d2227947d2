// module Ledger
