// module Intake
