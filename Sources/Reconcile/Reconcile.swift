// module Reconcile
